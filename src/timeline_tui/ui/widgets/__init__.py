"""The parts of the screens. A widget knows neither the screens nor another widget."""
