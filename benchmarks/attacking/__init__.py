"""The parts of benchmarks/attack.py: a made country, the tool, the adversaries, the yardsticks."""
