import { at, atHtml } from './base';

/**
 * The only place that turns text into HTML or into a script address. The policy is
 * named in the Content-Security-Policy; everything else is refused by the browser.
 */
interface TrustedPolicy {
	createHTML(html: string): unknown;
	createScriptURL(url: string): unknown;
}

interface TrustedTypesFactory {
	createPolicy(
		name: string,
		rules: { createHTML(html: string): string; createScriptURL(url: string): string },
	): TrustedPolicy;
}

/** Addresses that may run as script beside the bundle. */
const scripts = new Set([at('/sw.js')]);

const rules = {
	createHTML: (html: string) => html,
	createScriptURL: (url: string) => {
		if (!scripts.has(url)) throw new TypeError(`not a script of Tamatar: ${url}`);
		return url;
	},
};

const factory = (globalThis as { trustedTypes?: TrustedTypesFactory }).trustedTypes;
const policy: TrustedPolicy = factory ? factory.createPolicy('tamatar', rules) : rules;

/** HTML that the server has sanitised (bodyHtml, bioHtml, snippetHtml). Never pass anything typed here. */
export function setServerHtml(element: Element, html: string): void {
	element.innerHTML = policy.createHTML(atHtml(html)) as string;
}

/** The address of a script of our own, for the service worker. */
export function scriptUrl(path: string): string {
	return policy.createScriptURL(path) as string;
}
