"""What can go wrong, in the user's words. Every class carries the exit code of the command."""


class Problem(Exception):
    """An expected failure. Its text says what is wrong and what to do; nobody needs to see a traceback."""

    exit_code = 1


class CheckFailed(Problem):
    """A file, the list of models or a conversion is not what it should be."""

    exit_code = 1


class WrongUsage(Problem):
    """The command line makes no sense."""

    exit_code = 2


class EnvironmentLacks(Problem):
    """Something has to be installed, or there is no network."""

    exit_code = 3


class UnsupportedModel(CheckFailed):
    """The .tflite file holds something that none of the three models needs, so nobody has written its conversion."""
