"""The Python API behind `import podproof`: files to Pods, Pods to verdicts, traces and graphs."""
