"""Manifests for the tests of the gate: a clean one, one with a finding, one with a trace, a suppressed one."""

NAMED = """apiVersion: v1
kind: Pod
metadata: {name: %s}
spec:
  restartPolicy: Never
  containers: [{name: app, image: 'example.com/app:1'}]
"""
"""A clean Pod of any name."""

CLEAN = NAMED % "clean"

FOUND = """apiVersion: v1
kind: Pod
metadata: {name: hasty}
spec:
  terminationGracePeriodSeconds: 1
  containers:
  - name: web
    image: example.com/web:1
    lifecycle: {preStop: {exec: {command: [/drain]}}}
"""

FINAL = """apiVersion: v1
kind: Pod
metadata: {name: final}
spec:
  restartPolicy: Never
  containers:
  - name: only
    image: example.com/only:1
    livenessProbe: {exec: {command: [/alive]}}
"""

IGNORED = """metadata:
  name: hasty
  annotations:
    podproof.dev/ignore: no-grace-for-pre-stop
    podproof.dev/ignore-reason: the proxy drains, 100 %, a:b,c
"""
