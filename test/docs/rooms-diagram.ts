import { mayImport, type Room } from '../walls/imports/rooms.ts';

/**
 * The rooms of `src/` and their imports as a Mermaid flowchart, the outer rooms first. Left out are the ground, which every
 * room may import, and arrows that follow from others: the outer rooms may import nearly all rooms.
 */
export function roomsDiagram(): string {
  const lines = Object.keys(mayImport)
    .filter(isRoom)
    .toReversed()
    .flatMap((from) => directImports(from).map((to) => `  ${nodeOf(from)} --> ${nodeOf(to)}`));
  return ['flowchart TD', ...lines, ''].join('\n');
}

function isRoom(name: string): name is Room {
  return Object.hasOwn(mayImport, name) && name !== 'ground';
}

const importsOf = (room: Room): readonly Room[] => mayImport[room].filter((to) => isRoom(to));

/** Without those that another import leads to. */
function directImports(room: Room): readonly Room[] {
  const all = importsOf(room);
  return all.filter((to) => !all.some((other) => leadsTo(other, to)));
}

function leadsTo(from: Room, to: Room): boolean {
  return importsOf(from).some((next) => next === to || leadsTo(next, to));
}

/** Mermaid ids are words. */
const nodeOf = (room: Room): string => (/^\w+$/.test(room) ? room : `${room.replaceAll(/\W/g, '_')}["${room}"]`);
