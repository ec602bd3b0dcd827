import { type ReactNode, startTransition, useEffect, useState } from 'react';

interface LaterProps {
	/** What stands there until then, of about the same height. */
	until: ReactNode;
	children: ReactNode;
}

/** The longest wait, in milliseconds: a page that is never idle is shown whole all the same. */
const patience = 1_000;

/**
 * Shows what lies below the first view once the browser is idle, in small steps, so that it does not keep the first view
 * from answering.
 */
export function Later({ until, children }: LaterProps) {
	const [due, setDue] = useState(false);
	useEffect(() => whenIdle(() => startTransition(() => setDue(true))), []);
	return due ? children : until;
}

/** Calls back when the browser is idle; gives a way to call it off. */
function whenIdle(then: () => void): () => void {
	if (typeof requestIdleCallback === 'undefined') {
		const timer = setTimeout(then, patience / 5);
		return () => clearTimeout(timer);
	}
	const handle = requestIdleCallback(then, { timeout: patience });
	return () => cancelIdleCallback(handle);
}
