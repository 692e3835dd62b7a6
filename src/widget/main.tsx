import { render } from 'preact';
import './style/tokens.css';
import './style/index.css';
import { ChatClient } from './client/chat-client';
import { DirectLine } from './client/direct-line';
import { Lookups } from './client/lookups';
import { Host } from './host';
import { Preferences } from './preferences';
import { App } from './view/app';
import { fitToVisibleArea } from './visible-area';

// The page may lie in any folder of a site; everything is asked for beside it.
const base = new URL('.', location.href);
const root = document.getElementById('app');
if (root === null) throw new Error('the page has no element "app"');
const client = new ChatClient(new DirectLine(base));
const preferences = new Preferences();
const host = new Host();
fitToVisibleArea();
client.start();
render(<App client={client} lookups={new Lookups(base)} preferences={preferences} host={host} />, root);
