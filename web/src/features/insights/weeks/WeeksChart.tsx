import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useElementSize } from '@mantine/hooks';
import { useNavigate, useRouter } from '@tanstack/react-router';
import { type KeyboardEvent, type MouseEvent, useRef, useState } from 'react';
import { formatCivil, formatMinutes } from '@/lib/dates';
import { direction, intlLocale } from '@/lib/i18n';
import { ChartTip, type Tip, tipFor } from '../ChartTip';
import { labelEvery, niceScale } from './scale';
import type { WeekTotal } from './types';
import classes from './WeeksChart.module.css';

const plot = { hours: 150, entries: 56, gap: 34, axis: 30, foot: 24, head: 26 };

/**
 * Hours (bars above) and entries (bars below) per week on one time axis. Each week is a
 * link to its entries; arrow keys move between weeks.
 */
export function WeeksChart({ weeks, label }: { weeks: readonly WeekTotal[]; label: string }) {
	const { t, i18n } = useLingui();
	const locale = intlLocale(i18n.locale);
	const rtl = direction(i18n.locale) === 'rtl';
	const { ref, width: measured } = useElementSize();
	const navigate = useNavigate();
	const router = useRouter();
	const svg = useRef<SVGSVGElement>(null);
	const [current, setCurrent] = useState(weeks.length - 1);
	const [tip, setTip] = useState<Tip>();
	const width = Math.max(measured, 240);
	// Nobody needs an empty axis: without any minutes only the entries are drawn.
	const timed = weeks.some((week) => week.minutes > 0);
	const hoursBase = timed ? plot.head + plot.hours : plot.head - plot.gap;
	const entriesBase = hoursBase + plot.gap + plot.entries;
	const height = entriesBase + plot.foot;

	const hours = niceScale(Math.max(0, ...weeks.map((w) => w.minutes / 60)));
	const entries = niceScale(Math.max(0, ...weeks.map((w) => w.entries)), 2);
	const space = width - plot.axis;
	const slot = space / Math.max(1, weeks.length);
	const bar = Math.min(36, Math.max(6, slot * 0.56));
	const x = (i: number) => (rtl ? space - (i + 1) * slot : plot.axis + i * slot);
	const every = labelEvery(weeks.length, space, 58);
	const number = new Intl.NumberFormat(locale);
	const axisX = rtl ? width - plot.axis + 6 : plot.axis - 6;

	const describe = (week: WeekTotal) => {
		const from = formatCivil(week.from, locale, { day: 'numeric', month: 'long' });
		const count = week.entries;
		const total = plural(count, { one: '# entry', other: '# entries' });
		return t`Week of ${from}: ${formatMinutes(week.minutes, locale)}, ${total}`;
	};
	const open = (event: MouseEvent, week: WeekTotal) => {
		if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
		event.preventDefault();
		void navigate({ to: '/journal', search: { from: week.from, to: week.to } });
	};
	const onKeyDown = (event: KeyboardEvent, index: number) => {
		if (event.key === 'Escape') setTip(undefined);
		const forward = rtl ? 'ArrowLeft' : 'ArrowRight';
		const back = rtl ? 'ArrowRight' : 'ArrowLeft';
		const last = weeks.length - 1;
		const targets: Record<string, number> = {
			[forward]: Math.min(last, index + 1),
			[back]: Math.max(0, index - 1),
			Home: 0,
			End: last,
		};
		const next = targets[event.key];
		if (next === undefined) return;
		event.preventDefault();
		setCurrent(next);
		svg.current?.querySelector<SVGAElement>(`[data-index="${next}"]`)?.focus();
	};

	return (
		<div ref={ref} className={classes.frame} data-chart-frame>
			<svg
				ref={svg}
				width={width}
				height={height}
				role="group"
				aria-label={label}
				onMouseLeave={() => setTip(undefined)}
			>
				<g aria-hidden="true" className={classes.axis}>
					{timed ? (
						<text x={rtl ? width : 0} y={10} textAnchor="start" className={classes.unit}>
							{t`Hours`}
						</text>
					) : null}
					{(timed ? hours.ticks : []).map((tick) => {
						const y = hoursBase - (tick / hours.max) * plot.hours;
						return (
							<g key={tick}>
								<line x1={rtl ? 0 : plot.axis} x2={rtl ? space : width} y1={y} y2={y} />
								<text x={axisX} y={y + 4} textAnchor="end">
									{number.format(tick)}
								</text>
							</g>
						);
					})}
					<text
						x={rtl ? width : 0}
						y={hoursBase + plot.gap - 8}
						textAnchor="start"
						className={classes.unit}
					>
						{t`Entries`}
					</text>
					<line
						x1={rtl ? 0 : plot.axis}
						x2={rtl ? space : width}
						y1={entriesBase}
						y2={entriesBase}
					/>
					<text x={axisX} y={entriesBase - plot.entries + 10} textAnchor="end">
						{number.format(entries.max)}
					</text>
					{weeks.map((week, i) =>
						(weeks.length - 1 - i) % every === 0 ? (
							<text
								key={week.from}
								x={i < weeks.length - 1 ? x(i) + slot / 2 : rtl ? x(i) : x(i) + slot}
								y={height - 6}
								textAnchor={i < weeks.length - 1 ? 'middle' : 'end'}
							>
								{formatCivil(week.from, locale, { day: 'numeric', month: 'short' })}
							</text>
						) : null,
					)}
				</g>
				{weeks.map((week, i) => {
					const high = (week.minutes / 60 / hours.max) * plot.hours;
					const many = (week.entries / entries.max) * plot.entries;
					const left = x(i) + (slot - bar) / 2;
					return (
						<a
							key={week.from}
							href={
								router.buildLocation({
									to: '/journal',
									search: { from: week.from, to: week.to },
								}).href
							}
							data-index={i}
							tabIndex={i === Math.min(current, weeks.length - 1) ? 0 : -1}
							aria-label={describe(week)}
							className={classes.week}
							onClick={(event) => open(event, week)}
							onKeyDown={(event) => onKeyDown(event, i)}
							onFocus={(event) => {
								setCurrent(i);
								setTip(tipFor(event.currentTarget, describe(week)));
							}}
							onBlur={() => setTip(undefined)}
							onMouseEnter={(event) => setTip(tipFor(event.currentTarget, describe(week)))}
						>
							<rect
								className={classes.band}
								x={x(i) + 1}
								y={plot.head - 6}
								width={Math.max(0, slot - 2)}
								height={height - plot.foot - plot.head + 10}
								rx={6}
							/>
							<path className={classes.hours} d={column(left, hoursBase, bar, high)} />
							<path className={classes.entries} d={column(left, entriesBase, bar, many)} />
						</a>
					);
				})}
			</svg>
			<ChartTip tip={tip} />
		</div>
	);
}

/** A bar with rounded shoulders, standing on `base`. */
function column(x: number, base: number, width: number, height: number): string {
	if (height <= 0) return '';
	const r = Math.min(4, width / 2, height);
	return `M${x} ${base}v${-(height - r)}q0 ${-r} ${r} ${-r}h${width - 2 * r}q${r} 0 ${r} ${r}v${height - r}Z`;
}
