# Holds this kernel to the errno table of the simulation's tests, over the agent's own writer.
set -u
for module in igb igbvf vfio-pci pci-stub; do modprobe "$module"; done
pf=0000:01:00.0
ip link set "$(ls /sys/bus/pci/devices/$pf/net)" up
# nobody may not read /share
cp -r /share/vfleet-agent.jar /share/errno-table /tmp/
chmod -R a+rX /tmp/vfleet-agent.jar /tmp/errno-table
export TABLE="/jdk/bin/java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx48m -Xss256k --enable-native-access=ALL-UNNAMED \
-cp /tmp/vfleet-agent.jar:/tmp/errno-table io.vfleet.simulation.LabKernel $pf"
code=0
su -s /bin/bash nobody -c "$TABLE NOT_ROOT" || code=1
unshare -m bash -c "mount -o remount,bind,ro /sys && exec $TABLE SYS_IS_READ_ONLY" || code=1
$TABLE || code=1
exit $code
