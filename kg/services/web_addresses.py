"""Addresses that are asked: https, or http of this machine, redirects included."""

from __future__ import annotations

import ipaddress
import urllib.request
from http.client import HTTPMessage
from typing import IO
from urllib.parse import urlsplit

from kg.core.errors import QueryError, ServiceError

__all__ = ["checked_endpoint", "opener_for"]


def checked_endpoint(endpoint: str) -> str:
    """The address of a service, without a slash at its end: https, or http of this machine.

    Raises:
        QueryError: it is neither.
    """
    if not _is_allowed(endpoint):
        raise QueryError(f"{endpoint!r} is no address of a service: give https://HOST/PATH")
    return endpoint.rstrip("/")


def _is_allowed(url: str) -> bool:
    """Whether a URL is of https, or of http on this machine.

    >>> [_is_allowed(u) for u in ("https://a.org", "http://a.org", "http://[::1]:80", "file:///a")]
    [True, False, True, False]
    """
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return False
    return bool(host) and (parts.scheme == "https" or (parts.scheme == "http" and _is_local(url)))


def _is_local(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def opener_for(url: str) -> urllib.request.OpenerDirector:
    """What opens a URL: this machine without a proxy, all others by the system's."""
    proxies = [urllib.request.ProxyHandler({})] if _is_local(url) else []
    return urllib.request.build_opener(_Redirects, *proxies)


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows redirects to https alone, or within this machine; headers stay with their host."""

    max_redirections = 5

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        """The request to the new address.

        Raises:
            ServiceError: it is not allowed.
        """
        if not _is_allowed(newurl) or (_is_local(newurl) and not _is_local(req.full_url)):
            to = urlsplit(newurl)
            raise ServiceError(
                f"{urlsplit(req.full_url).hostname} redirects to {to.scheme}://{to.hostname}, "
                "which is not followed: only https is"
            )
        return super().redirect_request(req, fp, code, msg, headers, newurl)
