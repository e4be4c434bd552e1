"""The widgets of the screens.

A widget imports neither the screens nor another widget, except the shared bases and helpers (`line_list`, `text_line`,
`hints`, `paint`).
"""
