"""What a screen reader is told of every window on this session's bus, one JSON object a line; with a name, presses what is called so."""

import json
import sys

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402


def walk(node, window):
    yield node, window
    try:
        children = [node.get_child_at_index(number) for number in range(node.get_child_count())]
    except GLib.Error:  # What is gone by now has none.
        children = []
    for child in filter(None, children):
        yield from walk(child, window)


def everything():
    desktop = Atspi.get_desktop(0)
    for number in range(desktop.get_child_count()):
        application = desktop.get_child_at_index(number)
        for window in range(application.get_child_count() if application else 0):
            frame = application.get_child_at_index(window)
            if frame is not None:
                yield from walk(frame, window)


def told(node, window):
    box = node.get_extents(Atspi.CoordType.WINDOW)
    role = node.get_role()
    return {
        "window": window,
        "name": node.get_name(),
        "role": node.get_role_name(),
        "states": [state.value_nick for state in node.get_state_set().get_states()],
        "value": node.get_current_value() if role == Atspi.Role.SLIDER else None,
        "rect": [box.x, box.y, box.width, box.height],
    }


if len(sys.argv) == 1:
    for node, window in everything():
        try:
            print(json.dumps(told(node, window)))
        except GLib.Error:  # It is gone by now, or has no place.
            pass
else:
    # The last of several lies above the others.
    named = [node for node, window in everything() if window == 0 and node.get_name() == sys.argv[1]]
    pressed = [node for node in named if node.get_role() != Atspi.Role.LABEL and node.get_action_iface()]
    sys.exit(0 if pressed and pressed[-1].do_action(0) else 1)
