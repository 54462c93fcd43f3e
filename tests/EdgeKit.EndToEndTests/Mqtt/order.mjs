// mqtt.js: hears the stock, sends an order twice with one key, and prints what came of it as JSON.
//   order.mjs URL TOKEN DEVICE KEY
import mqtt from "mqtt";

const [url, token, device, key] = process.argv.slice(2);
const folder = `edgekit/kit-17/devices/${device}`;
const heard = { stock: null, receipts: [], acknowledged: 0, correlation: null };
const patience = setTimeout(() => {
  console.error(`nothing came: ${JSON.stringify(heard)}`);
  process.exit(1);
}, 20_000);

const client = await mqtt.connectAsync(url, { protocolVersion: 5, username: device, password: token, clientId: "mqttjs" });
const waiting = [];
const wait = (holds) => new Promise((resolve) => waiting.push({ holds, resolve }));
client.on("message", (topic, payload, packet) => {
  const said = JSON.parse(payload);
  if (topic === "edgekit/kit-17/stock/TEA-01") heard.stock ??= said.data.available;
  else if (topic === `${folder}/mine`) {
    heard.receipts.push(said.receipt.receipt);
    heard.correlation = packet.properties.correlationData.toString();
  }
  for (const one of waiting.filter((one) => one.holds())) one.resolve();
});

const stock = wait(() => heard.stock !== null);
await client.subscribeAsync(["edgekit/kit-17/stock/+", `${folder}/mine`], { qos: 1 });
await stock;
const receipts = wait(() => heard.receipts.length === 2);
const order = JSON.stringify({ lines: [{ sku: "TEA-01", quantity: 1 }], payment: { method: "cash" } });
for (let again = 0; again < 2; again++) {
  await client.publishAsync(`${folder}/orders`, order, {
    qos: 1,
    properties: { userProperties: { "Idempotency-Key": key }, responseTopic: `${folder}/mine`, correlationData: Buffer.from("c-1") },
  });
  heard.acknowledged++;
}
await receipts;
await client.endAsync();
clearTimeout(patience);
console.log(JSON.stringify(heard));
