import { useLingui } from '@lingui/react/macro';
import { useElementSize } from '@mantine/hooks';
import { useNavigate, useRouter } from '@tanstack/react-router';
import {
	type FocusEvent,
	type KeyboardEvent,
	type MouseEvent,
	useEffect,
	useLayoutEffect,
	useMemo,
	useRef,
	useState,
} from 'react';
import type { Weekday } from '@/gql/graphql';
import { formatCivil, weekdayIndex, weekdayName, weekdays } from '@/lib/dates';
import { direction, intlLocale } from '@/lib/i18n';
import { ChartTip, type Tip, tipFor } from '../ChartTip';
import classes from './Heatmap.module.css';
import { type HeatmapDay, layoutHeatmap, moveByKey, type PlacedDay } from './layout';
import { useDayLabel } from './useDayLabel';

const gap = 3;
const top = 20;
/** Room for the names of the weekdays: as wide as the widest of the language, and a little air. */
const names = { least: 38, air: 9 };
/** Pixels from one day to the next: as wide as the card allows. */
const steps = { least: 16, most: 21 };

interface HeatmapProps {
	days: readonly HeatmapDay[];
	weekStart: Weekday;
	/** Names the chart for screen readers. */
	label: string;
}

/**
 * A year as a grid of days. Each day is a link to its entries; arrow keys move between
 * days (one tab stop for all). On narrow screens it scrolls and begins at the newest week.
 */
export function Heatmap({ days, weekStart, label }: HeatmapProps) {
	const { i18n } = useLingui();
	const locale = intlLocale(i18n.locale);
	const rtl = direction(i18n.locale) === 'rtl';
	const navigate = useNavigate();
	const router = useRouter();
	const dayLabel = useDayLabel();
	const layout = useMemo(() => layoutHeatmap(days, weekStart), [days, weekStart]);
	const [current, setCurrent] = useState(layout.days.length - 1);
	const [tip, setTip] = useState<Tip>();
	const scroller = useRef<HTMLDivElement>(null);
	const { ref: frame, width: space } = useElementSize();
	const svg = useRef<SVGSVGElement>(null);
	const tabStop = Math.min(current, layout.days.length - 1);

	const [side, setSide] = useState(names.least);
	// biome-ignore lint/correctness/useExhaustiveDependencies: the names change with the language
	useLayoutEffect(() => {
		const texts = svg.current?.querySelectorAll('[role=rowheader]') ?? [];
		const widths = Array.from(texts, (text) => text.getBoundingClientRect().width);
		setSide(Math.max(names.least, Math.ceil(Math.max(0, ...widths)) + names.air));
	}, [locale]);

	const fitting = Math.floor((space - side) / Math.max(1, layout.weeks));
	const step = Math.min(steps.most, Math.max(steps.least, fitting));
	const cell = step - gap;
	const width = side + layout.weeks * step;
	const height = top + 7 * step;

	useEffect(() => {
		const box = scroller.current;
		if (!box || width <= side) return;
		const rest = box.scrollWidth - box.clientWidth;
		box.scrollLeft = rtl ? -rest : rest;
	}, [rtl, width, side]);

	const columnX = (week: number) =>
		rtl ? width - side - (week + 1) * step + (step - cell) : side + week * step;
	const hrefPattern = router.buildLocation({
		to: '/journal',
		search: { day: '0000-00-00' },
	}).href;
	const rows = useMemo(() => byRow(layout.days), [layout.days]);

	const show = (event: MouseEvent<Element> | FocusEvent<Element>, day: PlacedDay) =>
		setTip(tipFor(event.currentTarget, dayLabel(day)));
	const onKeyDown = (event: KeyboardEvent, index: number) => {
		if (event.key === 'Escape') setTip(undefined);
		const next = moveByKey(event.key, index, layout.days.length, rtl);
		if (next === undefined) return;
		event.preventDefault();
		setCurrent(next);
		svg.current?.querySelector<SVGAElement>(`[data-index="${next}"]`)?.focus();
	};
	const onClick = (event: MouseEvent, day: PlacedDay) => {
		if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
		event.preventDefault();
		void navigate({ to: '/journal', search: { day: day.day } });
	};

	return (
		<div ref={frame} className={classes.frame} data-chart-frame>
			<div ref={scroller} className={classes.scroller} onScroll={() => setTip(undefined)}>
				<svg
					ref={svg}
					role="grid"
					aria-label={label}
					width={width}
					height={height}
					viewBox={`0 0 ${width} ${height}`}
					className={classes.grid}
					onMouseLeave={() => setTip(undefined)}
				>
					<g aria-hidden="true" className={classes.labels}>
						{layout.months.map((month) => (
							<text
								key={month.day}
								x={rtl ? columnX(month.week) + cell : columnX(month.week)}
								y={12}
								textAnchor="start"
							>
								{formatCivil(month.day, locale, { month: 'short' })}
							</text>
						))}
					</g>
					{rows.map((row, rowIndex) => (
						// biome-ignore lint/suspicious/noArrayIndexKey: rows are the seven weekdays
						<g key={rowIndex} role="row">
							<text
								role="rowheader"
								className={classes.weekday}
								x={rtl ? width : 0}
								y={top + rowIndex * step + cell / 2 + 4}
								textAnchor="start"
							>
								{weekdayName(
									weekdays[(weekdayIndex(weekStart) + rowIndex) % 7] ?? 'MONDAY',
									locale,
								)}
							</text>
							{row.map(({ day, index }) => (
								<g key={day.day} role="gridcell">
									<a
										href={hrefPattern.replace('0000-00-00', day.day)}
										data-index={index}
										tabIndex={index === tabStop ? 0 : -1}
										aria-label={dayLabel(day)}
										className={classes.day}
										onClick={(event) => onClick(event, day)}
										onKeyDown={(event) => onKeyDown(event, index)}
										onFocus={(event) => {
											setCurrent(index);
											show(event, day);
										}}
										onBlur={() => setTip(undefined)}
										onMouseEnter={(event) => show(event, day)}
									>
										<rect
											x={columnX(day.week)}
											y={top + day.row * step}
											width={cell}
											height={cell}
											rx={3.5}
											data-level={day.level}
											data-mark={day.mark}
										/>
										{day.entries === 0 && isDayOff(day) ? (
											<circle
												cx={columnX(day.week) + cell / 2}
												cy={top + day.row * step + cell / 2}
												r={2}
												className={classes.off}
											/>
										) : null}
									</a>
								</g>
							))}
						</g>
					))}
				</svg>
			</div>
			<ChartTip tip={tip} />
		</div>
	);
}

function isDayOff(day: PlacedDay): boolean {
	return ['REST', 'SICK', 'VACATION', 'FREEZE'].includes(day.mark);
}

function byRow(days: readonly PlacedDay[]): { day: PlacedDay; index: number }[][] {
	const rows: { day: PlacedDay; index: number }[][] = Array.from({ length: 7 }, () => []);
	days.forEach((day, index) => {
		rows[day.row]?.push({ day, index });
	});
	return rows;
}
