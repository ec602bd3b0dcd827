import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import classes from './Welcome.module.css';

const columns = 14;

/** The end of the first run: a year of empty squares, and the first one lit. */
export function FirstSquare() {
	const heading = useRef<HTMLHeadingElement>(null);
	useEffect(() => heading.current?.focus(), []);
	return (
		<div className={classes.card}>
			<svg
				className={classes.squares}
				viewBox={`0 0 ${columns * 16} ${5 * 16}`}
				aria-hidden="true"
				focusable="false"
			>
				{Array.from({ length: columns * 5 }, (_, i) => {
					const lit = i === columns * 5 - 1;
					return (
						<rect
							// biome-ignore lint/suspicious/noArrayIndexKey: squares without identity
							key={i}
							x={Math.floor(i / 5) * 16}
							y={(i % 5) * 16}
							width={13}
							height={13}
							rx={3.5}
							fill={lit ? 'var(--tm-ember)' : 'var(--tm-heat-0)'}
						/>
					);
				})}
			</svg>
			<h1 ref={heading} tabIndex={-1}>
				<Trans>Your first square is lit</Trans>
			</h1>
			<p className={classes.lead}>
				<Trans>
					It is saved. Come back tomorrow and light the next one: Ctrl K finds every page, and a
					question mark lists the keys.
				</Trans>
			</p>
			<Button component={Link} to="/" size="md">
				<Trans>See your day</Trans>
			</Button>
		</div>
	);
}
