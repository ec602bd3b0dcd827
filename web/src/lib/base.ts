/**
 * The path below which this instance lives, without a slash at its end: empty on a host of its own. The built files lie
 * in `<base>/assets/`, so their own address tells it.
 */
const here = import.meta.url;
export const base = import.meta.env.PROD ? pathAbove(here) : '';

function pathAbove(address: string): string {
	return new URL('..', address).pathname.replace(/\/$/, '');
}

/** A path of this instance as the browser asks for it. Whole addresses stay as they are. */
export function at(path: string): string {
	return path.startsWith('/') && !path.startsWith('//') ? base + path : path;
}

/** Like `at`, for every link and picture in HTML that the server made. */
export function atHtml(html: string): string {
	return base ? html.replace(/ (href|src|srcset|poster)="\/(?!\/)/g, ` $1="${base}/`) : html;
}

/** The path of this page as the instance knows it: without the base. */
export function herePath(): string {
	const { pathname, search, hash } = window.location;
	return pathname.slice(base.length) + search + hash;
}

/** A name for something kept in this browser, which all instances on one host share. */
export function named(name: string): string {
	return name + base;
}
