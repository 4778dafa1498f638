"""A simulated cluster: the Kubernetes API as far as clients of Pods need it; the specification moves each Pod.

storage ─► strategies ─► verbs ─► endpoints ─► application
               │
               └► pods: executions of the specification

`verbs` are plain functions; `endpoints` and `application` offer them over HTTP.
"""
