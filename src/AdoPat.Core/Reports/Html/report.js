'use strict';
{
    const order = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
    const keyOf = (row, column) => row.cells[column].dataset.key ?? row.cells[column].textContent.trim();

    // What has no key (no end, no finding) comes last, whichever way it is sorted.
    const sort = (table, column, direction) => {
        const rows = [...table.tBodies[0].rows].map(row => ({ row, key: keyOf(row, column) }));
        rows.sort((a, b) => (a.key === '') - (b.key === '') || direction * order.compare(a.key, b.key));
        const sorted = document.createDocumentFragment();
        rows.forEach(item => sorted.append(item.row));
        table.tBodies[0].append(sorted);
    };

    for (const table of document.querySelectorAll('table.sortable')) {
        const heads = [...table.tHead.rows[0].cells];
        heads.forEach((head, column) => {
            const button = document.createElement('button');
            button.type = 'button';
            button.append(...head.childNodes);
            head.append(button);
            button.addEventListener('click', () => {
                const isAscending = head.ariaSort !== 'ascending';
                heads.forEach(other => { other.ariaSort = null; });
                head.ariaSort = isAscending ? 'ascending' : 'descending';
                sort(table, column, isAscending ? 1 : -1);
            });
        });
    }

    const rows = [...document.getElementById('tokens').tBodies[0].rows].map(row => ({ row, text: row.textContent.toLowerCase(), kinds: row.dataset.kinds.split(' ') }));
    const search = document.getElementById('search');
    const show = document.getElementById('show');
    const filter = () => {
        const words = search.value.toLowerCase().split(/\s+/);
        let shown = 0;
        for (const { row, text, kinds } of rows) {
            row.hidden = !words.every(word => text.includes(word)) || (show.value !== '' && !kinds.includes(show.value));
            shown += row.hidden ? 0 : 1;
        }

        document.getElementById('shown').textContent = shown === rows.length ? `${shown} rows` : `${shown} of ${rows.length} rows`;
    };

    search.addEventListener('input', filter);
    show.addEventListener('change', filter);
    filter(); // A browser may have kept what was typed.
    document.documentElement.classList.add('scripted');
}
