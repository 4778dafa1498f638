"""Names of images: valid ones, placeholders that a tool fills in, and mistakes with the wrong character."""

import pytest

from podproof.spec.manifest.images import flaw, is_placeholder, is_valid


@pytest.mark.parametrize(
    "image", ["nginx", "nginx:1.25", "localhost:5000/app", "example.com/a/b_c:V1@sha256:" + "0" * 64, "Example.com/app"]
)
def test_a_name_that_the_kubelet_parses_is_valid(image):
    assert is_valid(image) and not is_placeholder(image)


@pytest.mark.parametrize(
    "image",
    [
        "ko://example.com/cmd/app",
        "${REGISTRY}/app:1",
        "$IMAGE",
        "$(image)",
        "<your-image>",
        "app@sha256:<digest>",
        "{{ .Values.image }}",
        "us-docker.pkg.dev/PROJECT_ID/app:1",
        "REGION-docker.pkg.dev/PROJECT_ID/app",
        "IMAGE",
        "[IMAGE]",
        "%IMAGE%",
        "@IMAGE@",
        "__IMAGE__",
        "YOUR_REGISTRY/app",
        "//app:image",
    ],
)
def test_a_text_that_a_tool_fills_in_is_no_mistake(image):
    assert is_placeholder(image)


@pytest.mark.parametrize(
    ("image", "said"),
    [
        ("example.com/App:1", "`A` cannot be in its path"),
        ("Nginx", "`N` cannot be in its path"),
        ("my app", "` ` cannot be in its path"),
        ("app:1:2", "`:` cannot be in its tag"),
        ("app:", "its tag is empty"),
        ("app:-1", "its tag begins with `.` or `-`"),
        ("app@sha256:12", "its digest is not"),
        ("https://example.com/app", "it begins with `https://`"),
        ("example.com//app", "`/app` is empty, or begins or ends with a separator"),
        ("", "is empty"),
    ],
)
def test_a_mistake_is_reported_with_the_wrong_character(image, said):
    assert not is_valid(image) and not is_placeholder(image)
    assert said in flaw(image)
