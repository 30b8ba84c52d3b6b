# `lspci -Dvvv` of the guest as the lines of lab/inventory.sh.

function bits(   i, bit, sum) {
    bit = 1
    sum = 0
    for (i = 2; i <= NF; i++) { if ($i ~ /\+$/) sum += bit; bit *= 2 }
    return sum
}
function flag(name) { return index($0, name "+") > 0 ? 1 : 0 }
function after(word) { return match($0, word "[^,]*") ? substr($0, RSTART + length(word), RLENGTH - length(word)) : "" }
function hex(text,   i, sum) {
    for (i = 1; i <= length(text); i++) sum = sum * 16 + index("0123456789abcdef", substr(text, i, 1)) - 1
    return sum + 0
}
# of [size=16K]
function bytes(   size, unit) {
    if (!match($0, /\[size=[0-9]+[KMG]?\]/)) return 0
    size = substr($0, RSTART + 6, RLENGTH - 7)
    unit = index("KMG", substr(size, length(size)))
    return size * 1024 ^ unit
}
function megatransfers(speed) { sub(/GT\/s.*/, "", speed); return speed * 1000 }

function tell() {
    if (bridge) {
        print slot, "acs", capability, control
        if (forwards != "") print slot, "forwards ari", forwards
        print slot, "buses", below
        print slot, "link", speed, "x" width, "of", fastest, "x" widest
    }
    if (iov != "") {
        print slot, "link", speed, "x" width, "of", fastest, "x" widest
        print slot, "iov", iov, "enable", enabled, "memory", memory, "hierarchy", hierarchy, "pages", pages, "ari", ari, "aer", aer
    }
    if (vf) print slot, "interrupts", vectors
}

/^[0-9a-f]/ {
    tell()
    slot = $1
    bridge = /PCI bridge/
    vf = /Virtual Function/
    capability = control = "none"
    iov = forwards = ""
    below = "none"
    ari = aer = vectors = 0
}
/ACSCap:/ { capability = bits() }
/ACSCtl:/ { control = bits() }
/DevCtl2:/ { forwards = /ARIFwd[+-]/ ? flag("ARIFwd") : "" }
/LnkCap:/ { fastest = megatransfers(after("Speed ")); widest = after("Width x") + 0 }
/LnkSta:/ { speed = megatransfers(after("Speed ")); width = after("Width x") + 0 }
/Bus: primary=/ { below = hex(after("secondary=")) " " hex(after("subordinate=")) }
/Advanced Error Reporting/ { aer = 1 }
/Alternative Routing-ID/ { ari = 1 }
/MSI-X: Enable\+/ { vectors = after("Count=") + 0 }
# the regions of every first VF: what one VF needs of its PF's memory
vf && /^\tRegion [0-9]: Memory/ && slot ~ /10\.0$/ { print slot, "bar", substr($2, 1, 1), bytes(), "prefetchable", /, prefetchable/ ? 1 : 0 }
/emory behind bridge:/ && bytes() > 0 { print slot, "window", bytes(), "prefetchable", /Prefetchable/ ? 1 : 0 }
/IOVCtl:/ { enabled = flag("Enable"); memory = flag("MSE"); hierarchy = flag("ARIHierarchy") }
/Number of VFs:/ {
    numvfs = after("Number of VFs: ") + 0
    iov = after("Initial VFs: ") + 0 " " after("Total VFs: ") + 0 " " numvfs " " hex(after("Function Dependency Link: "))
}
/VF offset:/ { print slot, "numVfs", numvfs, "offset", after("offset: "), "stride", after("stride: "), "vf", after("Device ID: ") }
/Supported Page Size:/ { pages = hex(after("Supported Page Size: ")) " " hex(after("System Page Size: ")) }
END { tell() }
