// What the panel changes, the list shows: it is read again.
import { ref } from 'vue';

export const changes = ref(0);
