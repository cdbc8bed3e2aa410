"""The mathematics of the three recurrent layers, forward and backward, without input checks.

Everything here works time-major, ``(time, batch, …)``, so that one step is one block of memory.
The public modules ``rnn``, ``lstm`` and ``gru`` check their arguments and hand them on.
"""
