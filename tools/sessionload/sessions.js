// What a thousand signed-in people do: k6 runs one of them per virtual user. Sessions and the operations of the app come
// from the file named by SETUP; each person waits between two acts as people do.
import { check, sleep } from 'k6';
import { SharedArray } from 'k6/data';
import exec from 'k6/execution';
import http from 'k6/http';
import { Counter, Rate } from 'k6/metrics';

const sessions = new SharedArray('sessions', () => JSON.parse(open(__ENV.SETUP)).sessions);
const { url, hashes } = JSON.parse(open(__ENV.OPERATIONS));
const faults = new Rate('faults');
const written = new Counter('written');

export const options = {
  scenarios: {
    people: {
      executor: 'ramping-vus',
      startVUs: 0,
      stages: [
        { duration: '30s', target: sessions.length },
        { duration: __ENV.LENGTH, target: sessions.length },
      ],
      gracefulRampDown: '30s',
      gracefulStop: '30s',
    },
  },
  summaryTrendStats: ['med', 'p(95)', 'p(99)', 'max'],
  discardResponseBodies: false,
};

let latest = null;

/** Runs one of the app's own operations; null when it was not answered as it should. */
function ask(name, variables) {
  const session = sessions[exec.vu.idInTest - 1];
  const response = http.post(
    `${url}/graphql`,
    JSON.stringify({ operationName: name, variables, extensions: { persistedQuery: { version: 1, sha256Hash: hashes[name] } } }),
    { headers: { 'Content-Type': 'application/json', 'X-Tamatar': '1', Cookie: session }, tags: { operation: name }, timeout: '30s' },
  );
  const answer = response.status === 200 ? response.json() : null;
  const good = Boolean(answer?.data && !answer.errors);
  if (!good) console.error(`${name}: ${response.status} ${response.error} ${String(response.body).slice(0, 200)}`);
  faults.add(!good);
  check(response, { [name]: () => good });
  return good ? answer.data : null;
}

function write() {
  const data = ask('WriteEntry', {
    input: {
      clientId: `load-${exec.vu.idInTest}-${exec.vu.iterationInScenario}-${Date.now()}`,
      body: `Entry ${exec.vu.iterationInScenario} of a long day\n\nMended the **retry** in \`queue.go\`, see #testing and #go.\n\n- [x] reproduce\n- [ ] tell support`,
      kind: 'DONE',
      minutes: 20,
    },
  });
  const entry = data?.writeEntry.entry;
  if (!entry) return;
  written.add(1);
  latest = entry;
}

function edit() {
  if (!latest) return write();
  const data = ask('EditEntry', {
    input: {
      id: latest.id,
      baseRevision: latest.revision,
      clientId: `edit-${exec.vu.idInTest}-${exec.vu.iterationInScenario}-${Date.now()}`,
      body: `${latest.body}\n\nOne more line.`,
      kind: latest.kind,
      day: latest.day,
      minutes: latest.minutes,
      audience: latest.audience,
    },
  });
  // Its own later text; after some rounds people start a new entry rather than let one grow.
  latest = data?.editEntry.entry && data.editEntry.entry.body.length < 600 ? data.editEntry.entry : null;
}

/** How often each act is, in percent. */
const acts = [
  [35, () => ask('Dashboard', {})],
  [30, () => ask('Timeline', { first: 20 })],
  [10, () => ask('SearchEntries', { query: 'retry queue', first: 20 })],
  [18, write],
  [7, edit],
];

export default function () {
  let dice = Math.random() * 100;
  for (const [share, act] of acts) {
    dice -= share;
    if (dice < 0) {
      act();
      break;
    }
  }
  sleep(2 + Math.random() * 6);
}

export function handleSummary(data) {
  return { [__ENV.SUMMARY]: JSON.stringify(data.metrics) };
}
