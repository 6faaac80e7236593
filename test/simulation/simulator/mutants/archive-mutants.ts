import type { AliasTask } from '../../../../src/aliases/model/task.ts';
import type { StoreRequest } from '../../../../src/stores/store-request.ts';
import type { ListedObject, ObjectFound, ResponseTo } from '../../../../src/stores/store-response.ts';
import { type Functions, SHIPPED } from '../platform/functions.ts';
import { answering, functionsBy, onHost, withStore } from './functions-by.ts';
import { handleBy } from './handle-by.ts';
import { shipped } from './protocol-mutants.ts';

type Shown = ObjectFound | ListedObject;

/** Functions that treat archived objects wrongly. */
export const ARCHIVE_MUTANTS: Readonly<Record<string, Functions>> = {
  'ignores storage classes': seeing((object) => without(object, 'storageClass')),
  'reads storage classes only in listings': seeing((object) =>
    'found' in object ? without(object, 'storageClass') : object,
  ),
  'reads storage classes only with HeadObject': seeing((object) =>
    'found' in object ? object : without(object, 'storageClass'),
  ),
  'knows only the class Archive': seeing((object) =>
    object.storageClass === 'Archive' ? object : without(object, 'storageClass'),
  ),
  'ignores restorations': seeing((object) => without(object, 'restore')),
  'reads an object while it is being restored': seeing((object) =>
    object.restore === undefined ? object : { ...object, restore: { ...object.restore, ongoing: false } },
  ),
  'treats an archived object as deleted': onHost(SHIPPED, (host) =>
    withStore(host, (store) =>
      answering(store, (_, answer) => {
        if ('objects' in answer) return { ...answer, objects: answer.objects.filter((one) => !isFrozen(one)) };
        return isObject(answer) && isFrozen(answer) ? { found: 'none', deleteMarker: false } : answer;
      }),
    ),
  ),
  // The listing still shows the target.
  'deletes an alias whose target is archived': onHost(SHIPPED, (host) =>
    withStore(host, (store) =>
      answering(store, (_, answer) =>
        isObject(answer) && isFrozen(answer) ? { found: 'none', deleteMarker: false } : answer,
      ),
    ),
  ),
  'ignores archived: allow': functionsBy({ handle: handleBy(shipped, { taskOf: skipping }) }),
};

function seeing(show: (object: Shown) => object): Functions {
  return onHost(SHIPPED, (host) =>
    withStore(host, (store) =>
      answering(store, (_, answer) => {
        if ('objects' in answer) return { ...answer, objects: answer.objects.map(show) };
        return isObject(answer) ? show(answer) : answer;
      }),
    ),
  );
}

function without(object: Shown, field: 'storageClass' | 'restore'): object {
  const { [field]: _, ...rest } = object;
  return rest;
}

function isObject(answer: ResponseTo<StoreRequest>): answer is ObjectFound {
  return 'found' in answer && answer.found === 'object' && 'size' in answer;
}

function isFrozen({ storageClass, restore }: Shown): boolean {
  return storageClass?.endsWith('Archive') === true && restore?.ongoing !== false;
}

function skipping(task: AliasTask): AliasTask {
  return { ...task, template: { ...task.template, archived: 'skip' } };
}
