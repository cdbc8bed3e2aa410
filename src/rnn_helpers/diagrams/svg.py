"""The few shapes that the drawings are made of."""

import re
from html import escape

LINE = 'fill="none" stroke="currentColor" stroke-width="1.5"'
BLUE, ORANGE, GREEN = "#0072B2", "#D55E00", "#009E73"  # for lines: text takes the page's colour
PURPLE = "#CC79A7"


class Diagram:
    """A drawing with a description: ``_repr_html_`` shows the one, ``repr`` the other."""

    def __init__(self, width, height, shapes, description):
        self.description = description
        self.svg = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-10 0 {width + 20} {height}" '
            f'width="{width + 20}" role="img" aria-label="{escape(description)}" '
            'style="max-width:100%;height:auto;color:inherit" font-family="sans-serif" '
            f'font-size="15">{"".join(shapes)}</svg>'
        )

    def _repr_html_(self):
        return self.svg

    def __repr__(self):
        return self.description


def text(x, y, label, size=15, bold=False):
    """Write a label; ``h_t`` and ``h_{t-1}`` get real subscripts, a leading ``*`` slants."""
    plain, *subscripts = re.split(r"_(\{[^}]*\}|\w)", escape(label.lstrip("*")))
    spans = plain
    for low, rest in zip(subscripts[::2], subscripts[1::2], strict=True):
        spans += f'<tspan dy="4" font-size="75%">{low.strip("{}")}</tspan>'
        spans += f'<tspan dy="-4">{rest or "&#8203;"}</tspan>'
    style = ' font-style="italic"' if label.startswith("*") else ""
    style += ' font-weight="bold"' if bold else ""
    return (
        f'<text x="{x}" y="{y + 5}" text-anchor="middle" font-size="{size}"{style} '
        f'fill="currentColor">{spans}</text>'
    )


def box(x, y, label, colour="currentColor", width=56, height=36, size=15):
    """Draw a rounded box around the point (x, y)."""
    return (
        f'<rect x="{x - width / 2:g}" y="{y - height / 2:g}" width="{width}" height="{height}" '
        f'rx="6" {LINE.replace("currentColor", colour)}/>' + text(x, y, label, size)
    )


def knot(x, y, label):
    """Draw a small circle with an operation in it: ×, +, …"""
    return f'<circle cx="{x}" cy="{y}" r="12" {LINE}/>' + text(x, y, label, size=16)


def path(*points, colour="currentColor", head=True):
    """Draw straight lines through the points, with an arrow head at the end."""
    corners = " ".join(f"{x:g},{y:g}" for x, y in points)
    line = f'<polyline points="{corners}" {LINE.replace("currentColor", colour)}/>'
    return line + (_head(points[-2], points[-1], colour) if head else "")


def _head(start, end, colour):
    (x0, y0), (x, y) = start, end
    length = ((x - x0) ** 2 + (y - y0) ** 2) ** 0.5
    ux, uy = (x - x0) / length, (y - y0) / length
    left = f"{x - 9 * ux - 4 * uy:g},{y - 9 * uy + 4 * ux:g}"
    right = f"{x - 9 * ux + 4 * uy:g},{y - 9 * uy - 4 * ux:g}"
    return f'<polygon points="{x:g},{y:g} {left} {right}" fill="{colour}"/>'
