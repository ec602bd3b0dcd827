interface MarkProps {
	/** Width and height in pixels. */
	size?: number;
}

/** The mark of Tamatar: an ember fruit with a pine leaf and two lines of a log. Decorative. */
export function Mark({ size = 30 }: MarkProps) {
	return (
		<svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
			<path
				fill="var(--tm-ember)"
				d="M16 29.5C8.2 29.5 3 24.7 3 18.4 3 12.7 7 9.5 11.6 9.5c1.7 0 3.2.6 4.4 1.4 1.2-.8 2.7-1.4 4.4-1.4 4.6 0 8.6 3.2 8.6 8.9 0 6.3-5.2 11.1-13 11.1Z"
			/>
			<path
				fill="var(--tm-pine)"
				d="M16 11.4C14.2 6.7 11 4.9 7 5.6c1 4.1 4.5 6.4 9 5.8Zm0 0c1.8-4.7 5-6.5 9-5.8-1 4.1-4.5 6.4-9 5.8Z"
			/>
			<path
				fill="none"
				stroke="var(--tm-pine)"
				strokeWidth="2"
				strokeLinecap="round"
				d="M16 10.6c-.2-3 .3-5.5 1.8-7.8"
			/>
			<path
				fill="none"
				stroke="var(--tm-body)"
				strokeWidth="2.2"
				strokeLinecap="round"
				d="M10.5 18.6h11M10.5 23.4h6.5"
			/>
		</svg>
	);
}
