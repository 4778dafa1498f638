"""The image and settings of a container: present, pulled, or missing."""


def pulls_always(image_pull_policy):
    """Each start asks the registry for the image. [3.13]"""
    return image_pull_policy == "Always"


def never_pulls(image_pull_policy):
    """The image must be on the node already. [2.3]"""
    return image_pull_policy == "Never"


def has_valid_image_name(image_name_is_valid):
    """The image name can be parsed. [2.3]"""
    return image_name_is_valid


def image_is_present(preparation):
    """The image is on the node. [3.13]"""
    return preparation == "Present"


def image_is_needed(preparation):
    """The image must be pulled, or looked up on the node. [3.13]"""
    return preparation == "Needed"


def image_pull_failed(preparation):
    """The image is not on the node, and the last attempt to get it failed. [5.8]"""
    return preparation in ("ErrImagePull", "ErrImageNeverPull", "InvalidImageName")


def image_pull_backs_off(preparation):
    """The container waits with reason ImagePullBackOff. [5.8]"""
    return preparation == "ImagePullBackOff"


def image_is_never_pulled(preparation):
    """The container waits with reason ErrImageNeverPull. [2.3]"""
    return preparation == "ErrImageNeverPull"


def image_name_is_invalid(preparation):
    """The container waits with reason InvalidImageName. [2.3]"""
    return preparation == "InvalidImageName"


def has_config_error(preparation):
    """The container waits with reason CreateContainerConfigError. [2.3]"""
    return preparation == "CreateContainerConfigError"


def creation_failed(preparation):
    """The container waits with reason CreateContainerError or a relative of it: the runtime did not create it. [2.3]"""
    return preparation == "CreateContainerError"


def has_no_preparation_error(preparation):
    """No error of image or settings hides the state of the container. [2.3 5.8]"""
    return preparation in ("Needed", "Present", "Outdated")


def is_outdated(preparation):
    """The container still runs with its previous image. [4.10]"""
    return preparation == "Outdated"
