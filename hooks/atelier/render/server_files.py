"""The headers of a site as files that its server reads, each in that server's own words.

Netlify and Cloudflare Pages read ``_headers`` and show it to nobody; Apache does so with ``.htaccess``. nginx
reads what its administrator includes: ``nginx.conf`` is published with the site, so that both always fit, and
keeps itself from being shown. GitHub Pages and GitLab Pages send no headers of a site's own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from urllib.parse import quote, unquote, urlsplit

from atelier.model.settings import Server
from atelier.render.headers import PACKED, TYPES, Rule

LOST = "404.html"
NGINX = "nginx.conf"
HEADERS = "_headers"
HTACCESS = ".htaccess"
REDIRECTS = "_redirects"
HSTS = (
    "# Strict-Transport-Security is not here: it binds all of your host. Set it there, once all of it is",
    "# served by https and stays so.",
)


def server_files(
    servers: Iterable[Server], rules: Sequence[Rule], url: str, further: Sequence[str] = ()
) -> Mapping[str, str]:
    """The files for these servers, by their addresses in the site that is published at ``url``.

    ``further`` are the folders of its further languages: each has a page of its own for lost addresses.
    Cloudflare Pages looks for the nearest such page by itself.
    """
    path = unquote(urlsplit(url).path) or "/"
    files: dict[str, str] = {}
    for server in servers:
        if server in WRITERS:
            name, write = WRITERS[server]
            files[name] = write(rules, path, further)
        for folder in further:
            if server is Server.APACHE:
                files[folder + HTACCESS] = f"ErrorDocument 404 {_quoted(quote(path + folder + LOST))}\n"
            if server is Server.NETLIFY:
                files[REDIRECTS] = files.get(REDIRECTS, "") + f"/{folder}* /{folder}{LOST} 404\n"
    return files


def headers_file(rules: Sequence[Rule], path: str, further: Sequence[str] = ()) -> str:
    """The rules as ``_headers``, which counts addresses from the folder that is published, whatever its path.

    Both hosts let browsers ask every time whether a file is the same, and would add up what two rules say of
    that; so it says nothing of it.
    """
    return "".join(
        f"/{folder}*\n" + "".join(f"  {name}: {value}\n" for name, value in _of_host(rule).items())
        for rule in rules
        for folder in rule.folders
    )


def _of_host(rule: Rule) -> Mapping[str, str]:
    return {name: value for name, value in rule.headers.items() if name != "Cache-Control"}


def htaccess(rules: Sequence[Rule], path: str, further: Sequence[str] = ()) -> str:
    """The rules as ``.htaccess`` of Apache 2.4, for a site whose folder stands at ``path``."""
    return "\n".join(
        (
            "# How Apache 2.4 serves this site. Each build writes this file: change nothing here.",
            "# It needs AllowOverride FileInfo Indexes Options, and the modules headers, mime and dir.",
            *HSTS,
            "Options -Indexes",
            "DirectoryIndex index.html",
            f"ErrorDocument 404 {_quoted(quote(path + LOST))}",
            f"ErrorDocument 403 {_quoted(quote(path + LOST))}",
            "",
            "<IfModule mod_mime.c>",
            *(f"    AddType {kind} .{ending}" for ending, kind in TYPES.items()),
            f"    AddCharset utf-8 {' '.join(f'.{ending}' for ending in _texts())}",
            "</IfModule>",
            "",
            "<IfModule mod_headers.c>",
            *_apache_rules(rules, path),
            "</IfModule>",
            "",
            "<IfModule mod_deflate.c>",
            "    <IfModule mod_filter.c>",
            f"        AddOutputFilterByType DEFLATE {' '.join(PACKED)}",
            "    </IfModule>",
            "</IfModule>",
            "",
        )
    )


def _apache_rules(rules: Sequence[Rule], path: str) -> Iterator[str]:
    """Each header of each rule; a later line replaces what an earlier one set."""
    for rule in rules:
        yield f"    # {rule.about}"
        # For an address that leads nowhere, REQUEST_URI is that of the page which says so.
        pattern = _pattern(rule, path).replace("\\#", r"\x23")
        where = " " + _quoted(f"expr=%{{REQUEST_URI}} =~ m#{pattern}#") if pattern else ""
        for name, value in rule.headers.items():
            yield f"    Header always set {name} {_quoted(value)}{where}"


def nginx(rules: Sequence[Rule], path: str, further: Sequence[str] = ()) -> str:
    """The rules as a part of a server of nginx, for a site at ``path`` below the server's root."""
    everywhere = {name: value for rule in rules if "" in rule.folders for name, value in rule.headers.items()}
    inside = [
        "index index.html;",
        "absolute_redirect off;",
        f"error_page 404 {_quoted(path + LOST)};",
        f"error_page 403 =404 {_quoted(path + LOST)};",
        "default_type application/octet-stream;",
        "types {",
        *_indented(f"{kind} {ending};" for ending, kind in TYPES.items()),
        "}",
        "charset utf-8;",
        f"charset_types {' '.join(sorted({TYPES[ending] for ending in _texts()} - {'text/html'}))};",
        "gzip on;",
        "gzip_vary on;",
        f"gzip_types {' '.join(kind for kind in PACKED if kind != 'text/html')};",
        *_nginx_headers(everywhere, always=True),
        f"location = {_quoted(path + LOST)} {{ internal; }}",
        f"location = {_quoted(path + NGINX)} {{ return 404; }}",
        'location ~ "/\\.(?!well-known/)" { return 404; }',
    ]
    for folder in further:
        lost = _quoted(path + folder + LOST)
        inside += [
            f"location = {lost} {{ internal; }}",
            f"location {_quoted(path + folder)} {{ error_page 404 {lost}; error_page 403 =404 {lost}; }}",
        ]
    for rule in rules:
        pattern = _pattern(rule, path)
        if pattern:
            # A location that adds a header has no others than its own.
            lines = _nginx_headers({**everywhere, **rule.headers}, always=not rule.names)
            inside += [f"# {rule.about}", f"location ~ {_quoted(pattern)} {{", *_indented(lines), "}"]
    inner = f", without {path.rstrip('/')} at its end" if path != "/" else ""
    return "\n".join(
        (
            "# How nginx serves this site. Each build writes this file: change nothing here. In your server,",
            "# with the folder of the site in place of FOLDER:",
            f"#     root FOLDER{inner};",
            f"#     include FOLDER/{NGINX};",
            "# After each publication: nginx -t && nginx -s reload",
            *HSTS,
            f"location {_quoted(path)} {{",
            *_indented(inside),
            "}",
            "",
        )
    )


def _nginx_headers(headers: Mapping[str, str], *, always: bool) -> list[str]:
    """The lines that send headers; unless ``always``, not with the page for a lost address."""
    return [f"add_header {name} {_quoted(value)}{' always' * always};" for name, value in headers.items()]


def _pattern(rule: Rule, path: str) -> str:
    """A regular expression for the addresses of a rule; empty if it is about all."""
    if "" in rule.folders:
        return ""
    inner = rule.names or "|".join(map(re.escape, rule.folders))
    return f"^{re.escape(path)}(?:{inner})" + ("$" if rule.names else "")


def _texts() -> list[str]:
    return [ending for ending, kind in TYPES.items() if kind.startswith("text/")]


def _quoted(value: str) -> str:
    """A value between quotes, as both servers read it."""
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (f"    {line}" for line in lines)


WRITERS: Mapping[Server, tuple[str, Callable[[Sequence[Rule], str, Sequence[str]], str]]] = {
    Server.NETLIFY: (HEADERS, headers_file),
    Server.CLOUDFLARE: (HEADERS, headers_file),
    Server.APACHE: (HTACCESS, htaccess),
    Server.NGINX: (NGINX, nginx),
}
"""The file of each server that reads one, and what writes it."""
