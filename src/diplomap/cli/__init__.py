"""The command line `diplomap`: its options, its terminal, and a module for each command."""
