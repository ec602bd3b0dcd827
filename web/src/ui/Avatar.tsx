import { at } from '@/lib/base';
import classes from './Avatar.module.css';

interface AvatarProps {
	name: string;
	url?: string | null | undefined;
	/** Pixels. */
	size?: number;
}

/** The first letters of the first and the last word. */
export function initials(name: string): string {
	const words = name.trim().split(/\s+/).filter(Boolean);
	const first = Array.from(words[0] ?? '?')[0] ?? '?';
	const last = words.length > 1 ? (Array.from(words.at(-1) ?? '')[0] ?? '') : '';
	return (first + last).toLocaleUpperCase();
}

/** A person's picture, or their initials. Decorative: say the name beside it. */
export function Avatar({ name, url, size = 34 }: AvatarProps) {
	const style = { inlineSize: size, blockSize: size, fontSize: size * 0.38 };
	if (url) return <img className={classes.avatar} src={at(url)} alt="" style={style} />;
	return (
		<span
			className={classes.avatar}
			style={style}
			aria-hidden="true"
			data-initials={initials(name)}
		/>
	);
}
