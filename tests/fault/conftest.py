"""The fault and stress tests stand on the HTTP tests' harness; each makes the clusters that it needs."""
import os
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "http"))
