// A page that moved leads on, with the parts after ? and # of the old address.

const to = new URL(document.querySelector("main a").href);
to.search ||= location.search;
to.hash ||= location.hash;
location.replace(to);
