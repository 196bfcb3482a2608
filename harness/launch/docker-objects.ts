import type Docker from 'dockerode';
import { messageOf } from '../errors.ts';
import { isAlive } from './process-identity.ts';
import type { LedgerRecord } from './ledger-file.ts';

type Owner = Pick<LedgerRecord, 'runId' | 'host' | 'owner'>;

/** What every container, network, volume and image layer of a run carries, so that one which no ledger names is still found. */
export const labelsOf = ({ runId, host, owner }: Owner): Record<string, string> => ({
  'sessionspec.run': runId,
  'sessionspec.host': host,
  'sessionspec.pid': String(owner.pid),
  'sessionspec.started': owner.started,
});

const ownerIn = (labels: Record<string, string> = {}): Owner => ({
  runId: labels['sessionspec.run'] ?? '',
  host: labels['sessionspec.host'] ?? '',
  owner: { pid: Number(labels['sessionspec.pid']), started: labels['sessionspec.started'] ?? '' },
});

// Gone already, or being removed by somebody else: what was wanted.
const isOver = (thrown: unknown): boolean => {
  const status = (thrown as { statusCode?: number }).statusCode;
  return status === 404 || (status === 409 && /already in progress/.test(messageOf(thrown)));
};

const ignoringOver = async (removal: Promise<unknown>): Promise<void> => {
  try {
    await removal;
  } catch (thrown) {
    if (!isOver(thrown)) throw thrown;
  }
};

export const removeContainer = (docker: Docker, id: string): Promise<void> =>
  ignoringOver(docker.getContainer(id).remove({ force: true, v: true }));

export const removeVolume = (docker: Docker, name: string): Promise<void> =>
  ignoringOver(docker.getVolume(name).remove({ force: true }));

export const removeNetwork = (docker: Docker, id: string): Promise<void> =>
  ignoringOver(docker.getNetwork(id).remove());

const remove = async (docker: Docker, wanted: (owner: Owner) => boolean): Promise<readonly string[]> => {
  const filters = { label: ['sessionspec.run'] };
  const [containers, networks, images, { Volumes: volumes }] = await Promise.all([
    docker.listContainers({ all: true, filters }),
    docker.listNetworks({ filters }),
    docker.listImages({ filters: JSON.stringify(filters) }),
    docker.listVolumes({ filters: JSON.stringify(filters) }),
  ]);
  const theirs = containers.filter(({ Labels }) => wanted(ownerIn(Labels)));
  const their = networks.filter(({ Labels }) => wanted(ownerIn(Labels)));
  await Promise.all(theirs.map(({ Id }) => removeContainer(docker, Id)));
  await Promise.all(their.map(({ Id }) => removeNetwork(docker, Id)));
  const data = volumes.filter(({ Labels }) => wanted(ownerIn(Labels)));
  await Promise.all(data.map(({ Name }) => removeVolume(docker, Name)));
  const layers = images.filter(({ Labels }) => wanted(ownerIn(Labels)));
  await Promise.all(layers.map(({ Id }) => ignoringOver(docker.getImage(Id).remove({ force: true }))));
  return [
    ...theirs.map(({ Id, Labels }) => `container ${Id.slice(0, 12)} of run ${ownerIn(Labels).runId}`),
    ...layers.map(({ Id, Labels }) => `image ${Id.slice(7, 19)} of run ${ownerIn(Labels).runId}`),
    ...data.map(({ Name, Labels }) => `volume ${Name} of run ${ownerIn(Labels).runId}`),
    ...their.map(({ Id, Labels }) => `network ${Id.slice(0, 12)} of run ${ownerIn(Labels).runId}`),
  ];
};

/** Removes what dead owners on this machine left behind. Only labels count: they say all that a ledger's file says. */
export const removeOrphans = (docker: Docker, host: string): Promise<readonly string[]> =>
  remove(docker, (owner) => owner.host === host && !isAlive(owner.owner));

export const removeAllOf = (docker: Docker, runId: string): Promise<readonly string[]> =>
  remove(docker, (owner) => owner.runId === runId);
