import type Docker from 'dockerode';

type Testcontainers = typeof import('testcontainers');

const SESSION_LABEL = 'org.testcontainers.session-id';

/** testcontainers, and the labels that hand a container of ours to its reaper. */
export interface Runtime {
  readonly library: Testcontainers;
  readonly labels: Readonly<Record<string, string>>;
}

// The reaper is an image of its own. Where it is not on this machine, a pull may never end; the ledger does its work there.
const settleReaper = async (docker: Docker): Promise<void> => {
  if (process.env['TESTCONTAINERS_RYUK_DISABLED'] !== undefined) return;
  const declared = process.env['RYUK_CONTAINER_IMAGE'];
  const reference = [declared ?? 'testcontainers/ryuk'];
  const [image] = await docker.listImages({ filters: { reference } });
  const tag = image?.RepoTags?.[0];
  if (tag === undefined) process.env['TESTCONTAINERS_RYUK_DISABLED'] = 'true';
  else process.env['RYUK_CONTAINER_IMAGE'] = tag;
};

const load = async (docker: Docker): Promise<Runtime> => {
  await settleReaper(docker);
  // Loaded here, after the environment it reads is settled, and never in a run without services.
  const library = await import('testcontainers');
  const { sessionId } = await library.getReaper(await library.getContainerRuntimeClient());
  return { library, labels: { [SESSION_LABEL]: sessionId } };
};

let loaded: Promise<Runtime> | null = null;

export const loadTestcontainers = (docker: Docker): Promise<Runtime> => (loaded ??= load(docker));
