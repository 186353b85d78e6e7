// How dates, numbers and lists are written on this page: English is that of Britain, as in what the build writes.

const { lang } = document.documentElement;

export const locale = lang === "en" ? "en-GB" : lang;
