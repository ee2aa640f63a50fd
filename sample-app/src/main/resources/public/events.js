import { Backoff } from './backoff.js';
import { byId } from './dom.js';
import { say } from './overview.js';

/** The events of all instances by WebSocket; says how it stands, and calls back when something was changed anywhere. */
export function followEvents(onChange) {
  const backoff = new Backoff();
  let ever = false;
  const connect = () => {
    const socket = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/ws/events?room=console&name=console`);
    let scope = 'all';
    let present = null;
    const tell = () => say(byId('events'), scope === 'all' ? 'good' : 'warn',
      (scope === 'all' ? 'live events from all instances' : 'live events of this instance only: Redis is away')
        + (present === null ? '' : `, ${present} here`));
    socket.onopen = () => { ever = true; tell(); };
    socket.onmessage = ({ data }) => {
      const message = JSON.parse(data);
      backoff.reset();
      if (message.scope) scope = message.scope;
      if (message.type === 'presence') present = message.count;
      if (message.type === 'changed') onChange();
      tell();
    };
    socket.onclose = () => {
      say(byId('events'), ever ? 'warn' : 'off', ever ? 'live events: connecting again ...' : 'live events: not available, products are read every two seconds');
      setTimeout(connect, backoff.next());
    };
  };
  connect();
}
