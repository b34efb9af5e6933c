"""Old formats (.doc, .wps) through LibreOffice, where it is present."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from assistant.errors import SampleError

_SECONDS = 90
_ADVICE = "请用 Word 或 WPS 打开后另存为 .docx 再导入"


def convert_to_docx(path: Path, folder: Path) -> Path:
    """Converts a .doc or .wps file into ``folder``; the file itself is only read.

    Raises:
        SampleError: LibreOffice is not there, takes too long, or cannot read the file.
    """
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise SampleError(
            f"没有安装 LibreOffice,读不了 {path.suffix} 文件", path=path, advice=_ADVICE
        )
    with tempfile.TemporaryDirectory(prefix="profile-") as profile:
        words = [
            program,
            f"-env:UserInstallation={Path(profile).as_uri()}",
            "--headless",
            "--norestore",
            "--convert-to",
            "docx",
            "--outdir",
            str(folder),
            str(path.resolve()),
        ]
        try:
            subprocess.run(words, capture_output=True, check=False, timeout=_SECONDS)  # noqa: S603 - the program is LibreOffice, the file an argument of its own
        except subprocess.TimeoutExpired as error:
            raise SampleError(
                f"转换超过 {_SECONDS} 秒,已停止", path=path, advice=_ADVICE
            ) from error
    result = folder / f"{path.stem}.docx"
    if not result.exists():
        raise SampleError("LibreOffice 没能转换这个文件", path=path, advice=_ADVICE)
    return result
