import {
  check,
  control,
  note,
  notApplicable,
  notTested,
  recommendation,
  requirement,
  test,
} from '../../harness/index.ts';
import { asvs, cwe } from '../requirements/index.ts';
import { withoutStore } from './records.ts';

const closedTo = (service: string): string =>
  `${service} lets nobody in without a password, or with one that everybody knows`;
const asking = (wanting: readonly { readonly service: string; readonly variables: readonly string[] }[]): string =>
  `say in launch.compose.env what ${wanting.flatMap(({ variables }) => variables).join(', ')} stands for: ${wanting.map(({ service }) => service).join(', ')} asks for it`;

// Storage. The app is well guarded, and its Redis stands beside it with its door open: whoever runs anything else in that
// network, or on the machine, or next to it where the port is published, reads every session and writes one of their own.
test(
  ...check({
    code: 'STORE-08',
    id: 'is-closed-to-neighbours',
    title: 'the session store lets no neighbour in',
    severity: 'high',
    verifies: [asvs['13.2.1'], asvs['13.2.3'], asvs['12.3.1'], cwe[306], cwe[311]],
    needs: ['services'],
    catches: ['store-open-to-neighbours'],
    withoutSignIn: true,
    notApplicable: withoutStore,
    remedy:
      'Where it lets strangers in: give it a password of its own (redis: requirepass). Where it is published: leave out its ports, the app finds it by its name. Where it talks without TLS: let it talk TLS alone, for every session goes that way.',

    async observe({ delivered }) {
      const stack = await delivered();
      // What the suite starts by itself says nothing of how the owner does.
      if (stack === null) {
        return notTested(
          "to test it, declare the compose file with which it is delivered (launch.compose: { file: './compose.yaml', service: 'app', port: 3000 })",
        );
      }
      const { file, stores, unknown, wanting, includes } = stack;
      if (stores.length > 0) return stack;
      if (wanting.length > 0) notTested(`to test it, ${asking(wanting)}`);
      if (includes)
        notTested(
          `to test it, name a file that holds the stores itself in launch.compose.file: ${file} includes others`,
        );
      const known = 'redis, valkey, postgres, mariadb, mysql, mongo';
      return unknown.length === 0
        ? notApplicable(`${file} has nothing beside the app`)
        : notTested(`to test it, keep sessions in a store by its image (${known}): ${file} has ${unknown.join(', ')}`);
    },

    judge: ({ file, stores, unknown, wanting, includes }) => [
      ...stores.flatMap(({ service, published, answers, inTheClear, letIn, tried, letInAtHome }) => [
        control(`the neighbour of ${service} comes in at a store of its own`, letInAtHome),
        control(`${service}, started as ${file} says, answers it`, answers),
        requirement(
          closedTo(service),
          answers ? letIn === null : 'unknown',
          letIn === null ? `${tried} ways were tried` : `it lets them in ${letIn}`,
        ),
        requirement(
          `${service} is published on no address but this machine's own`,
          published.length === 0,
          published.length === 0 ? null : `ports: ${published.join(', ')}`,
        ),
        recommendation(`${service} talks by TLS alone`, answers ? !inTheClear : 'unknown'),
      ]),
      // No control: that one could not be started takes nothing from what another shows.
      ...wanting.map((one) => requirement(closedTo(one.service), 'unknown', `to test it, ${asking([one])}`)),
      ...(includes ? [note(`what ${file} includes was not looked at`)] : []),
      ...(unknown.length === 0 ? [] : [note(`how to ask ${unknown.join(', ')} is not known`)]),
    ],
  }),
);
