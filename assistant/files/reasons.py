"""Why the operating system refused, in the person's words."""

from __future__ import annotations

import errno

_REASONS = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.ENOTDIR: "路径里有一段不是文件夹",
    errno.EISDIR: "这是一个文件夹",
    errno.EEXIST: "已经有同名的",
    errno.EACCES: "没有权限,或者正被别的程序占用",
    errno.EPERM: "没有权限",
    errno.EBUSY: "正被别的程序占用",
    errno.EROFS: "这个盘是只读的",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘配额已用完",
    errno.ENAMETOOLONG: "文件名太长",
    errno.EIO: "磁盘或网络盘读写出错",
    errno.EADDRINUSE: "正被别的程序占用",
    errno.EADDRNOTAVAIL: "这台电脑没有这个网络地址",
    errno.EMFILE: "同时打开的文件太多",
}


def reason_of(error: OSError) -> str:
    """The reason as a clause in Chinese; the system's own words where it is a rare one."""
    return _REASONS.get(error.errno or 0) or error.strerror or type(error).__name__
