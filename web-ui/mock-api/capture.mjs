// Takes one node of each kind from a server with a demo fleet, for the mock API to make its fleet of:
//   VFLEET_SERVER=http://127.0.0.1:8080 VFLEET_TOKEN=$(cat .vfleet/token) node mock-api/capture.mjs
// Writes archetypes.json: what repeats (findings, links without findings, VFs) is told once.
import { writeFileSync } from "node:fs";

const { VFLEET_SERVER: server, VFLEET_TOKEN: token } = process.env;
if (!server || !token) throw new Error("VFLEET_SERVER and VFLEET_TOKEN name the server to ask");

async function get(path) {
    const response = await fetch(`${server}/api/v1/${path}`, {
        headers: { Authorization: `Bearer ${token}` },
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response.json();
}

// what a VF has for itself
const OWN = {
    node: undefined,
    hostname: undefined,
    pf: undefined,
    address: undefined,
    index: undefined,
    mac: undefined,
};
const findings = [];
const numbers = new Map();

/** The number of a finding in the table; the same finding has the same number. */
function numbered(finding) {
    const told = { ...finding, consequences: finding.consequences.map(numbered) };
    const text = JSON.stringify(told);
    if (!numbers.has(text)) {
        numbers.set(text, findings.length);
        findings.push(told);
    }
    return numbers.get(text);
}

function link({ state, findings: found, unknowns }) {
    if (found.length === 0 && unknowns.length === 0) return state;
    return { state, findings: found.map(numbered), unknowns };
}

function chain({ verdict, links, physicalFunctions }) {
    const pfs = physicalFunctions.map((pf) => ({ ...pf, links: pf.links.map(link) }));
    return { verdict, links: links.map(link), physicalFunctions: pfs };
}

/** All VFs of a PF: the last one, which is free if any is, what their numbers go by, and how some differ from that. */
function series(sriov, vfs) {
    const last = vfs.at(-1);
    if (!last) return undefined;
    const step = vfs.length > 1 ? (last.iommuGroup ?? 0) - (vfs.at(-2).iommuGroup ?? 0) : 1;
    const ownMac = last.adminMac === last.mac;
    const { netdev, rdmaDevice, iommuGroup } = last;
    const first = {
        ...last,
        ...OWN,
        netdev: netdev?.replace(/\d+$/, "0"),
        rdmaDevice: rdmaDevice?.replace(/\d+$/, "0"),
        iommuGroup: iommuGroup === undefined ? undefined : iommuGroup - step * last.index,
    };
    const odd = {};
    for (const vf of vfs) {
        const differing = differences(vf, first, step, ownMac);
        if (Object.keys(differing).length > 0) odd[vf.index] = differing;
    }
    return { offset: sriov.offset, stride: sriov.stride, step, ownMac, first, odd };
}

function differences(vf, first, step, ownMac) {
    const regular = {
        ...first,
        netdev: first.netdev?.replace(/\d+$/, vf.index),
        rdmaDevice: first.rdmaDevice?.replace(/\d+$/, vf.index),
        iommuGroup: first.iommuGroup === undefined ? undefined : first.iommuGroup + step * vf.index,
        adminMac: ownMac ? vf.mac : first.adminMac,
    };
    const names = Object.keys({ ...regular, ...vf }).filter((name) => !(name in OWN));
    const differing = names.filter((name) => JSON.stringify(vf[name]) !== JSON.stringify(regular[name]));
    return Object.fromEntries(differing.map((name) => [name, vf[name] ?? null]));
}

async function archetype(node, weight) {
    const below = (path) => get(`nodes/${node.id}/${path}`);
    const report = await below("report");
    const { items: pfs } = await below("physical-functions?pageSize=500");
    const { items: vfs } = await below("virtual-functions?pageSize=500");
    const physicalFunctions = pfs.map((pf) => {
        const { sriov } = report.physicalFunctions.find(({ address }) => address === pf.address);
        const own = vfs.filter((vf) => vf.pf === pf.address).sort((a, b) => a.index - b.index);
        return { ...pf, node: undefined, hostname: undefined, vfs: series(sriov, own) };
    });
    const { labels, links } = node;
    const told = {
        ...node,
        id: undefined,
        hostname: undefined,
        labels: undefined,
        reportedLabels: undefined,
    };
    const { host, iommu, hugepages, gaps } = report;
    return {
        weight,
        node: { ...told, links: links.map(({ state }) => state), profile: labels.profile },
        chain: chain(await below("chain")),
        physicalFunctions,
        report: { host, iommu: { ...iommu, groups: undefined }, hugepages, gaps },
    };
}

function kind(node, open) {
    const found = [...new Set(open.map(({ check }) => check))].sort().join(" ");
    return [node.model, found, node.verdict?.state, node.physicalFunctions, node.vfs.active].join("|");
}

const { items: nodes } = await get("nodes?pageSize=500&filter=status==ONLINE");
const { items: open } = await get("findings?pageSize=500");
const grouped = (rows, by) =>
    rows.reduce((map, row) => map.set(by(row), [...(map.get(by(row)) ?? []), row]), new Map());
const openOf = grouped(open, ({ node }) => node);
const kinds = grouped(nodes, (node) => kind(node, openOf.get(node.id) ?? []));
const archetypes = [];
for (const alike of kinds.values()) archetypes.push(await archetype(alike[0], alike.length));
const lines = (rows) => `[\n${rows.map((row) => JSON.stringify(row)).join(",\n")}\n]`;
writeFileSync(
    new URL("archetypes.json", import.meta.url),
    `{"findings": ${lines(findings)},\n"archetypes": ${lines(archetypes)}}\n`,
);
console.log(`${archetypes.length} kinds of node, ${findings.length} findings`);
