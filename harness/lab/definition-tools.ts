import { totp } from './totp.ts';
import type { DefinitionTools } from '../model/target.ts';

/** What a definition file is handed: shorthand for plain data, nothing more. */
export const definitionTools: DefinitionTools = {
  target: (definition) => definition,
  form: (path, fields = {}) => ({ kind: 'form', path, ...fields }),
  json: (path, body = { username: '{username}', password: '{password}' }) => ({ kind: 'json', path, body }),
  steps: (...steps) => ({ kind: 'steps', steps }),
  browser: (path = '/') => ({ kind: 'browser', path }),
  get: (path, options = {}) => ({ kind: 'request', method: 'GET', path, ...options }),
  forget: (...parts) => ({ kind: 'forget', parts }),
  post: (path, options = {}) => ({ kind: 'request', method: 'POST', path, ...options }),
  totp,
  custom: (run) => ({ kind: 'custom', run }),
};
