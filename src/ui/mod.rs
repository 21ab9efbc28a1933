//! Panels and widgets: draws the studio's state and sends commands, changes nothing itself.
