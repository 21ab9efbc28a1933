"""TFLite's padding rules, in pixels. Needs only the standard library."""


def same_padding(input_size: int, output_size: int, kernel: int, stride: int) -> tuple[int, int]:
    """Zeros before and after one axis under TFLite's SAME rule. An odd one goes to the end."""
    total = max(0, (output_size - 1) * stride + kernel - input_size)
    return total // 2, total - total // 2
