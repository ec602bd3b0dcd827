import { type HTMLAttributes, useLayoutEffect, useRef } from 'react';
import { setServerHtml } from '@/lib/trusted';

interface ServerHtmlProps extends Omit<HTMLAttributes<HTMLElement>, 'children'> {
	/** HTML that the server sanitised, such as `bodyHtml`. */
	html: string;
	as?: 'div' | 'span' | 'p';
}

/** Shows sanitised HTML of the server. */
export function ServerHtml({ html, as: Tag = 'div', ...rest }: ServerHtmlProps) {
	const ref = useRef<HTMLElement>(null);
	useLayoutEffect(() => {
		if (ref.current) setServerHtml(ref.current, html);
	}, [html]);
	return <Tag {...rest} ref={ref as never} />;
}
