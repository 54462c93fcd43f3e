# paho: hears the stock, sends an order twice with one key, and prints what came of it as JSON.
#   order.py tcp|websockets PORT TOKEN DEVICE KEY
import json
import sys
import threading

import paho.mqtt.client as mqtt

transport, port, token, device, key = sys.argv[1:]
folder = f"edgekit/kit-17/devices/{device}"
heard = {"stock": None, "receipts": [], "acknowledged": 0}
changed = threading.Condition()


def on_message(client, userdata, message):
    with changed:
        said = json.loads(message.payload)
        if message.topic == "edgekit/kit-17/stock/TEA-01":
            heard["stock"] = heard["stock"] or said["data"]["available"]
        elif message.topic == f"{folder}/answers":
            heard["receipts"].append(said["receipt"]["receipt"])
        changed.notify_all()


def on_publish(client, userdata, mid):
    with changed:
        heard["acknowledged"] += 1
        changed.notify_all()


def wait(holds):
    with changed:
        if not changed.wait_for(holds, 20):
            sys.exit(f"nothing came: {heard}")


client = mqtt.Client(client_id="paho", transport=transport, protocol=mqtt.MQTTv311)
client.username_pw_set(device, token)
if transport == "websockets":
    client.ws_set_options(path="/mqtt")
client.on_message, client.on_publish = on_message, on_publish
client.connect("127.0.0.1", int(port))
client.loop_start()
client.subscribe([("edgekit/kit-17/stock/+", 0), (f"{folder}/answers", 1)])
wait(lambda: heard["stock"] is not None)
order = json.dumps({"lines": [{"sku": "TEA-01", "quantity": 1}], "payment": {"method": "cash"}, "idempotencyKey": key})
client.publish(f"{folder}/orders", order, qos=1)
client.publish(f"{folder}/orders", order, qos=1)
wait(lambda: len(heard["receipts"]) == 2 and heard["acknowledged"] == 2)
client.disconnect()
client.loop_stop()
print(json.dumps(heard))
