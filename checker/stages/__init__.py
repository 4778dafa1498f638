"""Stages of kwok, the simulator of nodes: which of the changes that they make to a Pod does no kubelet make?

`reading` finds stages in files, `selectors` says where one applies, `templates` and `template_functions` render what it
writes, `trials` lets stages act on Pods and has each change judged by the monitor of recordings, and `report` renders
the verdicts.
"""
