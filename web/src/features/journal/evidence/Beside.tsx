import type { ReactNode } from 'react';
import type { CivilDate } from '@/lib/dates';
import classes from './Beside.module.css';
import { DayMargin } from './late';
import type { IntoForm } from './useIntoForm';

interface BesideProps {
	day: CivilDate;
	into: IntoForm;
	children: ReactNode;
}

/** A form with what other sources know of its day: beside it, or below it, where it moves nothing that is typed in. */
export function Beside({ day, into, children }: BesideProps) {
	return (
		<div className={classes.beside}>
			{children}
			<DayMargin key={day} day={day} form={into} />
		</div>
	);
}
